/** When a screen breaks, the person reads what happened and goes on; what is saved is saved by acts, not by screens. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '#renderer/ui/Button.tsx';
import { textOf } from '#renderer/ui/text.ts';

interface CrashState {
  readonly broken: string | null;
}

export class CrashWall extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = { broken: null };

  static getDerivedStateFromError(error: unknown): CrashState {
    return { broken: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.broken === null) return this.props.children;
    const t = textOf('desk');
    return (
      <main className="door">
        <section className="door-card" role="alert">
          <h1>{t('crash.title')}</h1>
          <p>{t('crash.body')}</p>
          <p className="quiet">{t('crash.detail', { detail: this.state.broken })}</p>
          <div className="dialog-foot">
            <Button onClick={() => { window.location.hash = '#/today'; this.setState({ broken: null }); }}>{t('crash.home')}</Button>
            <Button kind="primary" onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
          </div>
        </section>
      </main>
    );
  }
}
