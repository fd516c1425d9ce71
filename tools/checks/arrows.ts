/**
 * Who may import whom: between rooms, between the folders of a room, and which packages a room may use. The compiler
 * refuses most wrong arrows between rooms already; this also covers folders, packages and Node's built-ins.
 */
import { edges, folderOf, roomOf, type Edge } from './imports.ts';
import { finding, type Check, type Finding, type Project } from './project.ts';

export const ROOM_ARROWS: { readonly [room: string]: readonly string[] } = {
  domain: [],
  wire: ['domain'],
  electron: ['domain', 'wire'],
  renderer: ['domain', 'wire', 'resources'],
  county: ['domain', 'wire', 'resources'],
  resources: [],
  tests: ['domain', 'wire', 'electron', 'renderer', 'county', 'resources', 'tools'],
  tools: ['domain', 'wire', 'electron', 'renderer', 'county', 'resources'],
};

/**
 * Folders of a room that a folder may reach; a folder that is not named here has to be added on purpose. `.` stands for
 * the files of the room itself, which put the folders together and reach all of them.
 */
export const FOLDER_ARROWS: { readonly [room: string]: { readonly [folder: string]: readonly string[] } } = {
  renderer: {
    app: ['features', 'import', 'session', 'sync', 'store', 'print', 'ui', 'shell'],
    features: ['import', 'session', 'store', 'print', 'ui'],
    import: [],
    session: ['sync', 'store', 'shell'],
    sync: ['store'],
    store: [],
    print: [],
    ui: [],
    shell: [],
  },
  county: {
    http: ['exchange'],
    portal: ['.', 'exchange'],
    cli: ['.', 'exchange', 'queries'],
    exchange: [],
    queries: [],
    postgres: [],
  },
  electron: {
    bridge: ['.', 'journal', 'platform', 'print', 'window'],
    window: ['journal'],
    print: [],
    journal: ['platform'],
    platform: [],
  },
};

/** A lower folder may name the types of the interface that it implements for the one above. */
const TYPE_ARROWS: readonly string[] = ['county/queries>exchange', 'county/queries>portal', 'renderer/store>session'];

const PACKAGES: { readonly [room: string]: readonly string[] } = {
  domain: ['@noble/hashes', 'pinyin-pro'],
  wire: ['zod', '@e965/xlsx', '@noble/hashes'],
};

/** Rooms that run in a browser, or anywhere: nothing of Node. */
const WITHOUT_NODE = new Set(['domain', 'wire', 'renderer']);

export const arrows: Check = {
  name: 'arrows',
  run: (project) => project.code().flatMap((file) => edges(project, file).flatMap((edge) => judge(project, edge))),
};

function judge(project: Project, edge: Edge): readonly Finding[] {
  const room = roomOf(edge.from.path);
  if (room === undefined) return [];
  if (edge.outside !== undefined) return judgeOutside(edge, room, edge.outside);
  if (edge.file === undefined) return [];
  if (!project.has(edge.file)) return [finding(edge.from, edge.start, `imports ${edge.file}, which is not there`)];
  const target = roomOf(edge.file);
  if (target === undefined || target === room) return judgeFolders(edge, room, edge.file);
  return ROOM_ARROWS[room]?.includes(target) ? [] : [finding(edge.from, edge.start, `${room}/ may not import ${edge.file}`)];
}

function judgeOutside(edge: Edge, room: string, name: string): readonly Finding[] {
  if (name.startsWith('node:') && WITHOUT_NODE.has(room)) return [finding(edge.from, edge.start, `${room}/ may not use ${name}`)];
  const allowed = PACKAGES[room];
  return allowed && !allowed.includes(name) && !name.startsWith('node:')
    ? [finding(edge.from, edge.start, `${room}/ may not use the package ${name}`)]
    : [];
}

function judgeFolders(edge: Edge, room: string, target: string): readonly Finding[] {
  const rules = FOLDER_ARROWS[room];
  const from = folderOf(edge.from.path);
  const to = folderOf(target) ?? '.';
  if (!rules || from === undefined) return [];
  if (from === to) return room === 'renderer' && from === 'features' ? judgeFeatures(edge, target) : [];
  if (!(from in rules)) return [finding(edge.from, edge.start, `folder ${room}/${from} is not in the table of arrows`)];
  if (rules[from]?.includes(to)) return [];
  if (edge.typeOnly && TYPE_ARROWS.includes(`${room}/${from}>${to}`)) return [];
  return [finding(edge.from, edge.start, `${room}/${from} may not import ${target}`)];
}

/** Features stand side by side; what two of them need lies below them. */
function judgeFeatures(edge: Edge, target: string): readonly Finding[] {
  const own = edge.from.path.split('/')[2];
  return own === target.split('/')[2] ? [] : [finding(edge.from, edge.start, `a feature may not import another: ${target}`)];
}
