/**
 * Numbers as PostgreSQL writes an array. Rows whose arrays differ in length go through one `unnest` as texts; each number
 * has the digits that name it exactly, where Prisma's createMany rounds the last bit of some.
 */
export const arrayLiteral = (values: readonly number[]): string => `{${values.join()}}`;
