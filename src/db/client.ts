import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client";

/** A pool of connections, which can open transactions. */
export type Database = PrismaClient;

/** A pool or one transaction of it: every function in src/db takes either. */
export type Db = Prisma.TransactionClient;

/** Connections are opened when needed and again after the server was away. */
export function connect(url: string, { connections = 10 } = {}): Database {
  const adapter = new PrismaPg({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000 });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 60_000 } });
}
