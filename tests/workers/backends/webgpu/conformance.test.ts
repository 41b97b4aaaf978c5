import { setBackend } from "@tensorflow/tfjs-core";
import { registerGpuTensors } from "~workers/backends/webgpu/registerGpuTensors";
import { testTensors } from "~tests/helpers/conformance/testTensors";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";
import { describe } from "vitest";

const opened = await openSoftwareGpu();

describe.skipIf(opened === null)("the shaders", () => {
  const open = async () => {
    await setBackend(registerGpuTensors(opened!.gpu));
  };
  testTensors("on SwiftShader", open, { draws: 4 });
});
