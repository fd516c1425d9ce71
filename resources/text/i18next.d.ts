/** Typed keys: every `t()` names a sentence of zh-CN, the complete language. */
import 'i18next';
import type board from './zh-CN/board.json';
import type command from './zh-CN/command.json';
import type desk from './zh-CN/desk.json';
import type fault from './zh-CN/fault.json';
import type portal from './zh-CN/portal.json';
import type problem from './zh-CN/problem.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    enableSelector: false;
    resources: {
      board: typeof board;
      command: typeof command;
      desk: typeof desk;
      fault: typeof fault;
      portal: typeof portal;
      problem: typeof problem;
    };
  }
}
