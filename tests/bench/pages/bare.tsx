/** The least a React page can be: a heading and a short list. */
import { createRoot } from 'react-dom/client';
import { publish, whenUsable } from './usable.ts';

function Bare() {
  return (
    <main>
      <h1>bare</h1>
      <ul>{Array.from({ length: 10 }, (_, at) => <li key={at}>{at}</li>)}</ul>
    </main>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('no root');
createRoot(root).render(<Bare />);
publish(await whenUsable(() => document.querySelector('li') !== null));
