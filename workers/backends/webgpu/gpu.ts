import { readFileSync } from "node:fs";
import { AppError } from "~/core/errors";

/** Shaders take their numbers from slots of this size, WebGPU's alignment, in one buffer. */
const slotBytes = 256;
const slots = 512;

/** The most memory that is kept for reuse. A training step needs the same sizes again and again. */
const mostFreeBytes = 2 ** 30;

export interface Dispatch {
  /** A file of workers/kernels/webgpu, and one of its entry points; "main" when left out. */
  shader: string;
  entry?: string;
  /** Overrides: what a pipeline is compiled for. */
  constants?: Record<string, number>;
  /** In the order of the bindings from 1 on; null for one that this entry point does not use. */
  buffers: readonly (GPUBuffer | null)[];
  /** The struct at binding 0: whole numbers first, then float32. */
  uints?: readonly number[];
  floats?: readonly number[];
  /** Workgroups along x, y and z. */
  groups: readonly [number, number?, number?];
}

/**
 * A device and the work waiting for it. Dispatches are recorded, handed over in batches, and run in order; nothing waits
 * but `read`, which also says whether all work before it went well: a shader that does not compile, memory that ran out
 * or a lost device is an AppError, never a wrong number.
 */
export class Gpu {
  private readonly pipelines = new Map<string, GPUComputePipeline>();
  private readonly modules = new Map<string, GPUShaderModule>();
  private readonly free = new Map<number, GPUBuffer[]>();
  private freeBytes = 0;
  private readonly numbers = new ArrayBuffer(slotBytes * slots);
  private readonly numberBuffer: GPUBuffer;
  private usedSlots = 0;
  private batch: { encoder: GPUCommandEncoder; pass: GPUComputePassEncoder } | null = null;
  private checks: Promise<void>[] = [];
  private failure: AppError | null = null;

  /** @param sourceOf the text of a shader */
  constructor(
    readonly device: GPUDevice,
    private readonly sourceOf: (shader: string) => string = readShader,
  ) {
    this.numberBuffer = device.createBuffer({
      size: this.numbers.byteLength,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    void device.lost.then(({ reason, message }) => {
      if (reason !== "destroyed") this.fail(`The GPU was lost: ${message}`);
    });
  }

  /** Storage of at least this size with undefined contents. */
  take(bytes: number): GPUBuffer {
    const size = Math.max(slotBytes, Math.ceil(bytes / slotBytes) * slotBytes);
    const found = this.free.get(size)?.pop();
    if (found !== undefined) {
      this.freeBytes -= size;
      return found;
    }
    const largest = this.device.limits.maxStorageBufferBindingSize;
    if (size > largest)
      throw new AppError(
        "backend_unavailable",
        `An array of ${(size / 2 ** 30).toFixed(1)} GiB is larger than this GPU allows, ${(largest / 2 ** 30).toFixed(1)} GiB. A smaller batch may help.`,
      );
    this.begin();
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    return this.device.createBuffer({ size, usage });
  }

  /** The caller must not use the buffer any more; what was dispatched on it still runs. */
  give(buffer: GPUBuffer): void {
    if (this.freeBytes + buffer.size > mostFreeBytes) this.clear();
    const same = this.free.get(buffer.size);
    if (same === undefined) this.free.set(buffer.size, [buffer]);
    else same.push(buffer);
    this.freeBytes += buffer.size;
  }

  clear(): void {
    this.submit();
    for (const buffers of this.free.values()) for (const buffer of buffers) buffer.destroy();
    this.free.clear();
    this.freeBytes = 0;
  }

  /** A buffer with these contents. */
  upload(values: Float32Array | Int32Array | Uint32Array): GPUBuffer {
    const buffer = this.take(values.byteLength);
    // What is written now would overtake what is recorded and not yet handed over.
    this.submit();
    // It takes no memory that threads share.
    const {
      buffer: memory,
      byteOffset,
      byteLength,
    } = values.buffer instanceof SharedArrayBuffer ? values.slice() : values;
    this.device.queue.writeBuffer(buffer, 0, memory, byteOffset, byteLength);
    return buffer;
  }

  dispatch({ shader, entry = "main", constants = {}, buffers, uints = [], floats = [], groups }: Dispatch) {
    if (groups.includes(0)) return;
    if (this.usedSlots === slots) this.submit();
    const { pass } = this.begin();
    const pipeline = this.pipelineOf(shader, entry, constants);

    const offset = slotBytes * this.usedSlots++;
    new Uint32Array(this.numbers, offset, uints.length).set(uints);
    new Float32Array(this.numbers, offset + 4 * uints.length, floats.length).set(floats);

    const size = Math.max(16, 4 * (uints.length + floats.length));
    const resources = buffers.flatMap((buffer, at) =>
      buffer ? [{ binding: at + 1, resource: { buffer } }] : [],
    );
    pass.setPipeline(pipeline);
    pass.setBindGroup(
      0,
      this.device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [{ binding: 0, resource: { buffer: this.numberBuffer, offset, size } }, ...resources],
      }),
    );
    pass.dispatchWorkgroups(...(groups as [number, number?, number?]));
  }

  /** @throws AppError backend_failed when anything dispatched so far went wrong */
  async read(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    const size = Math.max(4, Math.ceil(bytes / 4) * 4);
    const { encoder, pass } = this.begin();
    const staging = this.device.createBuffer({
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    pass.end();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
    this.batch = null;
    this.submit(encoder);
    try {
      await staging.mapAsync(GPUMapMode.READ);
    } catch (cause) {
      await this.requireSound();
      this.fail(`The GPU gave no answer: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
    await this.requireSound();
    const copy = staging.getMappedRange().slice(0, bytes);
    staging.destroy();
    return copy;
  }

  /** @throws AppError backend_failed */
  private async requireSound(): Promise<void> {
    await Promise.all(this.checks);
    this.checks = [];
    if (this.failure !== null) throw this.failure;
  }

  private fail(message: string): void {
    this.failure ??= new AppError("backend_failed", message);
  }

  private begin() {
    if (this.batch !== null) return this.batch;
    for (const filter of errorFilters) this.device.pushErrorScope(filter);
    const encoder = this.device.createCommandEncoder();
    return (this.batch = { encoder, pass: encoder.beginComputePass() });
  }

  /** Hands over what is recorded. @param ended an encoder whose pass has ended */
  private submit(ended?: GPUCommandEncoder): void {
    this.batch?.pass.end();
    const encoder = ended ?? this.batch?.encoder;
    if (encoder === undefined) return;
    this.device.queue.writeBuffer(this.numberBuffer, 0, this.numbers, 0, slotBytes * this.usedSlots);
    this.device.queue.submit([encoder.finish()]);
    this.batch = null;
    this.usedSlots = 0;
    this.checks.push(...errorFilters.map(() => this.checkScope()));
  }

  private async checkScope(): Promise<void> {
    try {
      const error = await this.device.popErrorScope();
      if (error !== null) this.fail(`The GPU refused its work: ${error.message}`);
    } catch (error) {
      this.fail(`The GPU is gone: ${String(error)}`);
    }
  }

  private pipelineOf(shader: string, entry: string, constants: Record<string, number>): GPUComputePipeline {
    const key = `${shader} ${entry} ${JSON.stringify(constants)}`;
    let pipeline = this.pipelines.get(key);
    if (pipeline === undefined) {
      let module = this.modules.get(shader);
      if (module === undefined) {
        module = this.device.createShaderModule({ label: shader, code: this.sourceOf(shader) });
        this.modules.set(shader, module);
      }
      pipeline = this.device.createComputePipeline({
        label: `${shader}.${entry}`,
        layout: "auto",
        compute: { module, entryPoint: entry, constants },
      });
      this.pipelines.set(key, pipeline);
    }
    return pipeline;
  }
}

const errorFilters = ["validation", "out-of-memory", "internal"] as const;

/** The text of a shader, and behind it the files that it names in lines `// with NAME.wgsl`. */
function readShader(name: string): string {
  const text = readFileSync(new URL(`../../kernels/webgpu/${name}.wgsl`, import.meta.url), "utf8");
  const parts = [...text.matchAll(/^\/\/ with (\w+)\.wgsl$/gm)].map(([, part]) => readShader(part!));
  return [text, ...parts].join("\n");
}
