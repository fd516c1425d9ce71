/** The sentences of server, public pages and commands. Every Chinese word the county says comes through here. */
import { createInstance, type TFunction } from 'i18next';
import board from '#resources/text/zh-CN/board.json' with { type: 'json' };
import command from '#resources/text/zh-CN/command.json' with { type: 'json' };
import desk from '#resources/text/zh-CN/desk.json' with { type: 'json' };
import fault from '#resources/text/zh-CN/fault.json' with { type: 'json' };
import portal from '#resources/text/zh-CN/portal.json' with { type: 'json' };
import problem from '#resources/text/zh-CN/problem.json' with { type: 'json' };

type Namespace = 'board' | 'command' | 'desk' | 'fault' | 'portal' | 'problem';

const instance = createInstance();
void instance.init({
  lng: 'zh-CN',
  defaultNS: 'desk',
  ns: ['board', 'command', 'desk', 'fault', 'portal', 'problem'],
  resources: { 'zh-CN': { board, command, desk, fault, portal, problem } },
  initAsync: false,
  interpolation: { escapeValue: false },
});

/** The translator of one namespace. */
export function textOf<N extends Namespace>(namespace: N): TFunction<N> {
  return instance.getFixedT('zh-CN', namespace) as TFunction<N>;
}
