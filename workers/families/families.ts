import { gemma } from "./described/gemma";
import { gemma2 } from "./described/gemma2";
import { gemma3 } from "./described/gemma3";
import { gpt2 } from "./described/gpt2";
import { gptJ } from "./described/gptJ";
import { gptNeoX } from "./described/gptNeoX";
import { llama } from "./described/llama";
import { mistral } from "./described/mistral";
import { nanoGpt } from "./described/nanoGpt";
import { olmo } from "./described/olmo";
import { olmo2 } from "./described/olmo2";
import { olmo3 } from "./described/olmo3";
import { opt } from "./described/opt";
import { phi } from "./described/phi";
import { phi3 } from "./described/phi3";
import { qwen2 } from "./described/qwen2";
import { qwen3 } from "./described/qwen3";
import { smolLm3 } from "./described/smolLm3";
import type { Family } from "./family";

/** Every family whose neurons can be analysed. A new one is a file in `described`, and a line here. */
export const families: readonly Family[] = [
  ...[gpt2, nanoGpt, gptNeoX, gptJ, opt],
  ...[llama, smolLm3, mistral, qwen2, qwen3, olmo, olmo2, olmo3],
  ...[phi, phi3, gemma, gemma2, gemma3],
];
