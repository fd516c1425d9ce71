/** The connection to PostgreSQL: one pool per role, int8 as number (change numbers stay far below 2^53). */
import pg from 'pg';

const INT8 = 20;

/** Runs statements; a pool or one connection of it. */
export interface Sql {
  query<R extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<{ readonly rows: R[]; readonly rowCount: number | null }>;
}

export interface Database extends Sql {
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser,
};

/** Errors after which a transaction may be tried again as it is: serialisation, deadlock. */
const RETRY: ReadonlySet<string> = new Set(['40001', '40P01']);
/** Classes that say nothing about the statement: connection, resources, shutdown, system, internal. */
const STORE_CLASSES: ReadonlySet<string> = new Set(['08', '53', '57', '58', 'XX', '40', '25']);

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether an error is the store's and not the statement's: then nothing of the transaction can be kept. */
export function isStoreFailure(error: unknown): boolean {
  const state = sqlState(error);
  if (state === undefined) return error instanceof Error && /^Connection terminated|^Client has encountered|not queryable/.test(error.message);
  return !/^[0-9A-Z]{5}$/.test(state) || STORE_CLASSES.has(state.slice(0, 2));
}

function sqlOf(client: pg.Pool | pg.PoolClient): Sql {
  return { query: (text, values) => client.query(text, values ? [...values] : []) };
}

async function once<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(sqlOf(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = isStoreFailure(error) && error instanceof Error ? error : undefined;
    if (!broken) await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Refused for who asks: wrong password, no such role, no right to connect. */
const NOT_LET_IN: ReadonlySet<string> = new Set(['28P01', '28000', '42501']);

/** Whether the address lets us in with its role and password. Throws when there is no server to ask. */
export async function opensDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (NOT_LET_IN.has(sqlState(error) ?? '')) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** Opens a pool. Nothing is connected until the first statement. */
export function openDatabase(url: string, size = 8, onIdleError: (error: Error) => void = () => undefined): Database {
  const pool = new pg.Pool({ connectionString: url, max: size, types, connectionTimeoutMillis: 10_000 });
  pool.on('error', onIdleError);
  return {
    ...sqlOf(pool),
    async transaction(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await once(pool, work);
        } catch (error) {
          if (tries >= 3 || !RETRY.has(sqlState(error) ?? '')) throw error;
        }
      }
    },
    close: () => pool.end(),
  };
}
