import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { referenceEmbed, referenceEmbedGradient } from "~workers/backends/reference/embed";
import { referenceRotary } from "~workers/backends/reference/rotary";
import { embed } from "~workers/lm/ops/embed";
import { rotary } from "~workers/lm/ops/rotary";
import { compare, type OpCase, runOp } from "./comparison";
import { matrix } from "./draw";

export const embedCase: OpCase = async (draw) => {
  const [batch, context, width] = [draw.oneOf([1, 2, 3, 4]), draw.length(), draw.length()];
  const [vocabulary, scale] = [draw.oneOf([1, 7, 600]), draw.oneOf([1, 27.7])];
  const positions = draw.oneOf([0, context, context + 2]);
  const ids = draw.indices(batch * context, vocabulary);
  const [wte, wpe] = [draw.numbers(vocabulary * width), draw.numbers(positions * width)];
  const dy = draw.numbers(batch * context * width);
  const positioned = positions > 0;
  const actual = await runOp(
    (a: Tensor2D, b?: Tensor2D) =>
      embed(tensor2d(ids.slice(), [batch, context], "int32"), { wte: a, wpe: b, scale }),
    [matrix(wte, vocabulary, width), ...(positioned ? [matrix(wpe, positions, width)] : [])],
    dy,
  );
  const tables = { ids, context, width, scale };
  const { dwte, dwpe } = referenceEmbedGradient(tables, dy, { vocabulary, positions });
  const out = referenceEmbed(tables, wte, positioned ? wpe : null);
  const names = ["out", "dwte", ...(positioned ? ["dwpe"] : [])];
  return compare(names, actual, [out, dwte, dwpe], { relative: 1e-5 });
};

export const rotaryCase: OpCase = async (draw) => {
  const [batch, context, heads] = [draw.oneOf([1, 2, 3]), draw.length(), draw.oneOf([1, 2, 5])];
  const [pairs, passing] = [draw.oneOf([1, 3, 8, 16, 33]), draw.oneOf([0, 1, 7])];
  const layout = draw.oneOf(["half", "interleaved"] as const);
  const dHead = 2 * pairs + passing;
  const rows = batch * context;
  const [x, dy] = [draw.numbers(rows * heads * dHead), draw.numbers(rows * heads * dHead)];
  const angles = Float64Array.from(
    { length: context * pairs },
    (_, at) => Math.floor(at / pairs) * 10_000 ** (-(at % pairs) / pairs),
  );
  const tables = {
    cosines: matrix(Float32Array.from(angles, Math.cos), context, pairs),
    sines: matrix(Float32Array.from(angles, Math.sin), context, pairs),
  };
  const actual = await runOp(
    (a: Tensor2D) => rotary(a, tables, { batch, context, heads, layout }),
    [matrix(x, rows, heads * dHead)],
    dy,
  );
  const shape = { angles, context, heads, dHead, pairs, layout };
  const expected = [referenceRotary({ ...shape, x }, 1), referenceRotary({ ...shape, x: dy }, -1)];
  return compare(["y", "dx"], actual, expected, { relative: 1e-6 });
};
