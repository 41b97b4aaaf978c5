import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "~/server/root";

export type NeuronAtStep = inferRouterOutputs<AppRouter>["neurons"]["one"];
type StoredContext = NeuronAtStep["contexts"][number];

export interface ContextToken {
  id: number;
  token: string | null;
  /** The change of this token's own loss in nats; null for the first, which nothing predicts here. */
  delta: number | null;
  /** The token whose loss changes most. */
  focus: boolean;
}

export interface PreparedContext {
  rank: number;
  position: number;
  /** In nats. */
  delta: number;
  tokens: ContextToken[];
}

/**
 * A text in which the neuron matters. What is stored at a position is the change of the loss of the token after it,
 * so that every token gets the value of the one before; the token to be predicted at the end of the text is added.
 */
export function prepareContext({
  rank,
  position,
  at,
  tokens,
  deltas,
  target,
}: StoredContext): PreparedContext {
  const endsThere = at === tokens.length - 1;
  const read = tokens.map(({ id, token }, i): ContextToken => ({
    ...{ id, token, focus: i === at + 1 },
    delta: i === 0 ? null : (deltas[i - 1] ?? null),
  }));
  const predicted: ContextToken = { ...target, delta: deltas[at] ?? null, focus: true };
  return { rank, position, delta: deltas[at] ?? 0, tokens: endsThere ? [...read, predicted] : read };
}

/** The largest |Δ| of some contexts: one scale of colours for all of them. */
export const largestDelta = (contexts: readonly PreparedContext[]) =>
  contexts.reduce(
    (most, { tokens }) => tokens.reduce((m, { delta }) => Math.max(m, Math.abs(delta ?? 0)), most),
    0,
  );
