/** Which of the three doors stands open: enrolment, sign-in, or the desk itself. */
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useDesk, useDeskState } from '#renderer/session/useDesk.tsx';
import { SignIn } from '#renderer/features/signIn/SignIn.tsx';
import { goInstead } from '#renderer/ui/path.ts';
import { PerformingProvider } from '#renderer/ui/performing.tsx';
import { Loading } from '#renderer/ui/Say.tsx';
import { TellingProvider } from '#renderer/ui/telling.tsx';
import { useText } from '#renderer/ui/text.ts';
import { CrashWall } from './CrashWall.tsx';
import { Frame } from './Frame.tsx';

const FirstRun = lazy(async () => ({ default: (await import('#renderer/features/enrol/FirstRun.tsx')).FirstRun }));

export function App() {
  const t = useText();
  const desk = useDesk();
  const confirm = async (password: string): Promise<string | null> => {
    const fault = await desk.confirmPassword(password);
    return fault === null ? null : t(`signIn.fault.${fault}`);
  };
  return (
    <CrashWall>
      <TellingProvider>
        <PerformingProvider confirm={confirm}>
          <Door />
        </PerformingProvider>
      </TellingProvider>
    </CrashWall>
  );
}

function Door() {
  const t = useText();
  const state = useDeskState();
  const sitting = state.state === 'open' ? state.person.account.id : undefined;
  const last = useRef(sitting);
  useEffect(() => {
    // Whoever unlocks finds the place as it was left; another person begins at home.
    if (sitting === undefined) return;
    if (last.current !== undefined && last.current !== sitting) goInstead('today');
    last.current = sitting;
  }, [sitting]);
  if (state.state === 'notEnrolled') {
    return <Suspense fallback={<Loading label={t('common.loading')} />}><FirstRun /></Suspense>;
  }
  if (state.state === 'locked') return <SignIn accounts={state.accounts} office={state.office} enrolled={state.enrolled} />;
  return <Frame key={state.person.account.id} person={state.person} />;
}
