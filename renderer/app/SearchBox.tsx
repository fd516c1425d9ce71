/** One search box (Ctrl K): payees by name or pinyin initials, notices by title. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { RecordId } from '#domain/record/record.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Desk } from '#renderer/session/desk.ts';
import { useText } from '#renderer/ui/text.ts';

interface Found {
  readonly key: string;
  readonly title: string;
  readonly hint: string;
  readonly path: readonly string[];
}

const MOST_SHOWN = 12;
const WAIT_MS = 120;

export function SearchBox({ onChoose }: { readonly onChoose: (...path: readonly string[]) => void }) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(query);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const choose = (line: Found | undefined): void => {
    if (!line) return;
    onChoose(...line.path);
    setQuery('');
    input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: { readonly [key: string]: () => void } = {
      ArrowDown: () => setAt((now) => Math.min(now + 1, (found?.length ?? 1) - 1)),
      ArrowUp: () => setAt((now) => Math.max(now - 1, 0)),
      Enter: () => choose(found?.[at]),
      Escape: () => setQuery(''),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  const open = query.trim() !== '' && found !== undefined;
  return (
    <div className="search" role="search">
      <input
        ref={input}
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={open && found.length > 0 ? `${list}-${at}` : undefined}
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={query}
        onChange={(event) => { setQuery(event.target.value); setAt(0); }}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">{t('search.key')}</kbd>
      {open ? (
        <ul id={list} className="search-found" role="listbox" aria-label={t('search.results')}>
          {found.length === 0 ? <li className="quiet">{t('search.nothing')}</li> : null}
          {found.map((line, index) => (
            <li key={line.key} id={`${list}-${index}`} role="option" aria-selected={index === at} onMouseDown={(event) => { event.preventDefault(); choose(line); }}>
              <strong>{line.title}</strong>
              <span className="quiet">{line.hint}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** What the query finds; undefined while nothing was asked. */
function useFound(query: string): readonly Found[] | undefined {
  const t = useText();
  const desk = useDesk();
  const [found, setFound] = useState<readonly Found[]>();
  useEffect(() => {
    const asked = query.trim();
    if (asked === '') {
      setFound(undefined);
      return undefined;
    }
    let wanted = true;
    const timer = window.setTimeout(() => {
      void findAll(desk, asked, (row) => t('search.rowOf', { row })).then((lines) => {
        if (wanted) setFound(lines);
      });
    }, WAIT_MS);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [query, desk, t]);
  return found;
}

async function findAll(desk: Desk, asked: string, rowOf: (row: number) => string): Promise<readonly Found[]> {
  const notices = await desk.reader.records('subsidyNotice');
  const titles = new Map<RecordId, string>(notices.map((notice) => [notice.id, notice.value.head.title]));
  const byTitle = notices
    .filter((notice) => notice.value.head.title.includes(asked))
    .map((notice) => ({ key: notice.id, title: notice.value.head.title, hint: '', path: ['notice', notice.id] }));
  const payees = await desk.searchPayees(asked, MOST_SHOWN);
  const byName = payees.flatMap((hit) => {
    const holder = hit.holders.find((id) => titles.has(id));
    if (holder === undefined) return [];
    return [{ key: `${holder}.${hit.row}`, title: hit.name, hint: `${titles.get(holder) ?? ''} ${rowOf(hit.sheetRow)}`, path: ['notice', holder, 'list', hit.row] }];
  });
  return [...byTitle, ...byName].slice(0, MOST_SHOWN);
}
