import { AppError } from "~/core/errors";
import type { KernelArgument, KernelType } from "../kernelPrototypes";
import type { WasmModule } from "./wasmModule";

/** pool.c places arrays at multiples of this. */
const alignment = 64;

/**
 * Calls kernels of the module as if they worked on JavaScript's arrays: each is copied into the module's memory, and
 * back out of it when it is not const. What a call put there is gone when the next one begins.
 */
export function kernelCaller({ memory, func, global }: WasmModule) {
  const startArena = func("arena_start");
  const stackPointer = global("__stack_pointer");
  const bytesAt = (place: number, length: number) => new Uint8Array(memory.buffer, place, length);

  return (name: string, types: readonly KernelType[]) => {
    const kernel = func(name);
    return (...args: KernelArgument[]): void => {
      const sizes = args.map((arg) => (isArray(arg) ? roundUp(arg.byteLength) : 0));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      let next = startArena(total) >>> 0;
      if (next === 0) throw tooLarge(total);

      const passed = args.map((arg, at) => {
        if (arg === null) return 0;
        if (!isArray(arg)) return types[at] === "int64_t" ? BigInt(arg) : arg;
        const place = next;
        next += sizes[at]!;
        bytesAt(place, arg.byteLength).set(bytesOf(arg));
        return place;
      });
      const stack = stackPointer.value;
      try {
        kernel(...passed);
      } catch (error) {
        func("pool_recover")();
        stackPointer.value = stack;
        // The one trap that the kernels ask for: there is no room for what they keep beside their arguments.
        const full = error instanceof WebAssembly.RuntimeError && error.message === "unreachable";
        throw full ? tooLarge(total) : error;
      }
      args.forEach((arg, at) => {
        if (!isArray(arg) || types[at]!.startsWith("const")) return;
        bytesOf(arg).set(bytesAt(Number(passed[at]), arg.byteLength));
      });
    };
  };
}

const roundUp = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

type KernelArray = Exclude<KernelArgument, number | null>;

const isArray = (arg: KernelArgument): arg is KernelArray => typeof arg === "object" && arg !== null;

const bytesOf = (array: KernelArray) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function tooLarge(bytes: number): AppError {
  return new AppError(
    "backend_unavailable",
    `A computation on ${(bytes / 2 ** 30).toFixed(1)} GiB does not fit the memory of the WebAssembly backend, which ends at 4 GiB. The native backend has no such limit: install a C compiler and run "npm run kernels".`,
  );
}
