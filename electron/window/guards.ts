/** Closes every door of a window that the program does not need, for each web contents as it is made. */
import type { App, Session, Shell } from 'electron';
import { isOurs, mayOpenOutside, mayUse } from './policy.ts';

export interface GuardedParts {
  readonly app: App;
  readonly session: Session;
  readonly shell: Shell;
  readonly county: () => string;
}

export function guardWindows({ app, session, shell, county }: GuardedParts): void {
  session.setPermissionRequestHandler((_contents, permission, done, details) => done(mayUse(permission, details.requestingUrl, county())));
  session.setPermissionCheckHandler((_contents, permission, origin, details) => mayUse(permission, details.requestingUrl ?? origin, county()));
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) shell.openExternal(url).catch((error: unknown) => console.error('nothing opened', error));
      return { action: 'deny' };
    });
  });
}
