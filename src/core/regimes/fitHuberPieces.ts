import { fitLine, type Line, lineAt } from "./fitLine";

/** Three lines, each fitted by itself: over ln r, ln r and ln(ln n − ln r). */
export interface HuberPieces {
  /** First ranks of the second and of the third piece. */
  r1: number;
  r2: number;
  plateau: Line;
  powerLaw: Line;
  decay: Line;
  loss: number;
}

/** Of the objective: threshold of Huber's loss, weight of the jumps, weight of δ². */
export const huberParameters = { tau: 1, jumps: 1, delta: 0.1 };

/** Candidates along each axis of one search. */
const gridSize = 48;
/** Keeps ln(ln n − ln r) finite at r = n, where the paper's code clips. */
const smallest = 1e-10;

/**
 * The paper's three-piece fit: least squares within each piece, boundaries where Σ Huber(residual) + jumps²
 * at the boundaries + .1 δ² is least, r1 from 6 to .4 (n − 4), r2 above the first decile and up to n − 4. Its
 * code looks for the least value by differential evolution; here a log-spaced grid of boundaries is searched,
 * then a finer one about the best, so that the answer is the same each time.
 *
 * @param logRank [n] ln r
 * @param logValues [n] ln v, descending; n ≥ 32
 */
export function fitHuberPieces(logRank: Float64Array, logValues: Float64Array): HuberPieces {
  const count = logRank.length;
  const logCount = Math.log(count);
  const remaining = logRank.map((x) => Math.log(logCount - Math.min(x, logCount - smallest)));
  // The line of the decay is fitted without r = n; its clipped point enters only the loss.
  const pieceOne = remember((r1: number) => fitPiece(logRank, logValues, 0, r1 - 1));
  const pieceThree = remember((r2: number) => fitPiece(remaining, logValues, r2 - 1, count, count - 1));

  let best: HuberPieces | null = null;
  const search = (firsts: number[], seconds: number[]) => {
    for (const r1 of firsts) {
      for (const r2 of seconds) {
        if (r2 <= r1) continue;
        const [first, third] = [pieceOne(r1), pieceThree(r2)];
        const second = fitPiece(logRank, logValues, r1 - 1, r2 - 1);
        const [x1, x2] = [logRank[r1 - 1]!, logRank[r2 - 1]!];
        const jumpOne = lineAt(first.line, x1) - lineAt(second.line, x1);
        const jumpTwo = lineAt(second.line, x2) - lineAt(third.line, remaining[r2 - 1]!);
        const loss =
          first.loss +
          second.loss +
          third.loss +
          huberParameters.jumps * (jumpOne ** 2 + jumpTwo ** 2) +
          huberParameters.delta * third.line.slope ** 2;
        if (best === null || loss < best.loss) {
          best = { r1, r2, plateau: first.line, powerLaw: second.line, decay: third.line, loss };
        }
      }
    }
    return best!;
  };

  const firsts = logSpaced(6, Math.floor(0.4 * (count - 4)));
  const seconds = logSpaced(Math.max(12, Math.ceil(0.1 * (count - 1) + 2)), count - 4);
  const coarse = search(firsts, seconds);
  return search(around(firsts, coarse.r1), around(seconds, coarse.r2));
}

/** @param fitTo the line is fitted to from ≤ i < fitTo, the loss taken up to `to` */
function fitPiece(x: Float64Array, y: Float64Array, from: number, to: number, fitTo = to) {
  const line = fitLine(x, y, from, fitTo);
  const { tau } = huberParameters;
  let loss = 0;
  for (let i = from; i < to; i++) {
    const residual = Math.abs(y[i]! - lineAt(line, x[i]!));
    loss += residual <= tau ? residual ** 2 / 2 : tau * (residual - tau / 2);
  }
  return { line, loss };
}

function remember<T>(compute: (rank: number) => T): (rank: number) => T {
  const known = new Map<number, T>();
  return (rank) => {
    const value = known.get(rank) ?? compute(rank);
    known.set(rank, value);
    return value;
  };
}

/** Up to 48 different integers from low to high. */
function logSpaced(low: number, high: number): number[] {
  const ratio = (high / low) ** (1 / (gridSize - 1));
  return [...new Set(Array.from({ length: gridSize }, (_, i) => Math.round(low * ratio ** i)))];
}

/** The integers between the neighbours of a grid point. */
function around(grid: number[], point: number): number[] {
  const at = grid.indexOf(point);
  return logSpaced(grid[Math.max(0, at - 1)]!, grid[Math.min(grid.length - 1, at + 1)]!);
}
