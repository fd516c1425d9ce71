/** Short questions to a PostgreSQL server by its own client: whose folder it serves, and whether our database is there. */
import pg from 'pg';

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // A server that goes away while we ask makes the question fail, and that is reported by the question.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The data folder of the server behind the address; throws when it does not open. */
export function dataFolderOf(url: string): Promise<string> {
  return asked(url, async (client) => {
    const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
    return rows[0]?.folder ?? '';
  });
}

/** Makes the county's database where there is none. */
export function ensureDatabase(url: string): Promise<void> {
  return asked(url, async (client) => {
    const known = await client.query("SELECT 1 AS found FROM pg_database WHERE datname = 'county'");
    if (known.rows.length === 0) await client.query('CREATE DATABASE county');
  });
}
