import { readFileSync } from "node:fs";
import { AppError } from "~/core/errors";
import { wasmLibraries } from "~workers/kernels/buildWasm.mjs";

type WasmFunction = (...args: (number | bigint)[]) => number;

/** An instance of the module that workers/kernels/buildWasm.mjs made, and the memory it works on. */
export interface WasmModule {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly func: (name: string) => WasmFunction;
  readonly global: (name: string) => WebAssembly.Global<"i32">;
}

/** Pages of 64 KiB: 4 GiB, all that 32-bit addresses reach, of which only what is used is real. */
const mostPages = 65_536;
const firstPages = 64;

export type WasmVariant = keyof typeof wasmLibraries;

/** @throws AppError backend_unavailable when it is not built, or this machine grants no such memory */
export function openWasmModule(variant: WasmVariant): WasmModule {
  try {
    const memory = new WebAssembly.Memory({ initial: firstPages, maximum: mostPages, shared: true });
    const module = new WebAssembly.Module(readFileSync(wasmLibraries[variant]));
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return {
      module,
      memory,
      func: (name) => exports[name] as WasmFunction,
      global: (name) => exports[name] as WebAssembly.Global<"i32">,
    };
  } catch (cause) {
    const reason =
      cause instanceof RangeError
        ? `This system refuses the address space of the WebAssembly kernels (${cause.message}).`
        : `No WebAssembly kernels at ${wasmLibraries[variant]}: run "PLATEAU_BACKEND=wasm npm run kernels".`;
    throw new AppError("backend_unavailable", reason, { cause });
  }
}
