/** A list dropped or pasted anywhere on the window begins a new notice. */
import { useEffect, useState } from 'react';
import type { Person } from '#renderer/session/desk.ts';
import { useGround } from '#renderer/ui/ground.tsx';
import { go } from '#renderer/ui/path.ts';
import { usePicking } from '#renderer/ui/picking.ts';
import { useText } from '#renderer/ui/text.ts';

export function DropAnywhere({ person }: { readonly person: Person }) {
  const t = useText();
  const { handOver, ids } = useGround();
  const picking = usePicking();
  const [over, setOver] = useState(false);
  const drafts = person.roles.some((role) => role === 'villageClerk' || role === 'townshipClerk');
  useEffect(() => {
    if (!drafts) return undefined;
    const take = async (file: File): Promise<void> => {
      const picked = await picking.take(file);
      if (!picked) return;
      handOver.put(picked);
      go('new', ids.next());
    };
    const files = (data: DataTransfer | null): File | undefined => (data && [...data.items].some((item) => item.kind === 'file') ? data.files[0] : undefined);
    const onOver = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (event.defaultPrevented) return;
      event.preventDefault();
      const file = files(event.dataTransfer);
      if (file) void take(file);
    };
    const onPaste = (event: ClipboardEvent): void => {
      const file = event.defaultPrevented ? undefined : files(event.clipboardData);
      if (file && !file.type.startsWith('image/')) void take(file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [drafts, handOver, ids, picking.take]);
  return over ? <div className="drop-veil"><p>{t('frame.dropHere')}</p></div> : null;
}
