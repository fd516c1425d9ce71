/** `strict` for the page's worlds, which have no Node. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || typeof key === 'symbol' || key === 'then') return Reflect.get(object, key, receiver) as unknown;
      throw new Error(`electron double: ${name}.${key} is not doubled`);
    },
  });
}
