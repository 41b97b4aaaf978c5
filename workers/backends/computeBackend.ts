import type { BackendName } from "~/core/backendNames";
import type { NumericKernels } from "./numericKernels";

/** The arithmetic a worker runs on. Its tensors are a tfjs backend of the name `tfjsName`. */
export interface ComputeBackend {
  readonly name: BackendName;
  /** Shown to people and stored with every number: "native avx512, 2 threads". */
  readonly description: string;
  readonly tfjsName: string;
  readonly kernels: NumericKernels;
}
