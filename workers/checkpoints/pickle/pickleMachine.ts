import { refuse } from "../files/formatError";
import { ByteCursor } from "./byteCursor";
import type { PickleValue } from "./pickleValue";

/** What the objects of a pickle mean, which the pickle itself does not say. */
export interface PickleMeaning {
  /** The result of a call; it may compute on its arguments and nothing else. */
  readonly call: (className: string, args: readonly PickleValue[]) => PickleValue;
  /** What an identifier of something outside the pickle stands for. */
  readonly persistent: (id: PickleValue) => PickleValue;
}

/** Far above any checkpoint's (some 40 operations and 6 objects a tensor), far below what would fill the memory. */
const mostOperations = 5e6;
const mostObjects = 1e6;

/** The stack machine that a pickle is a program for, with bounds. */
export class PickleMachine {
  readonly input: ByteCursor;
  private stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private operations = 0;
  private objects = 0;

  constructor(
    bytes: Buffer,
    readonly meaning: PickleMeaning,
  ) {
    this.input = new ByteCursor(bytes);
  }

  countOperation(): void {
    if (++this.operations > mostOperations) refuse(`its pickle has more than ${mostOperations} operations`);
  }

  push(value: PickleValue): void {
    const takesMemory = typeof value === "string" || (typeof value === "object" && value !== null);
    if (takesMemory && ++this.objects > mostObjects) {
      refuse(`its pickle makes more than ${mostObjects} objects`);
    }
    this.stack.push(value);
  }

  pop(): PickleValue {
    this.requireAboveMark(1);
    return this.stack.pop()!;
  }

  popMany(count: number): PickleValue[] {
    this.requireAboveMark(count);
    return this.stack.splice(this.stack.length - count);
  }

  top(): PickleValue {
    this.requireAboveMark(1);
    return this.stack.at(-1)!;
  }

  mark(): void {
    this.marks.push(this.stack.length);
  }

  /** Everything above the last mark, and the mark. */
  popToMark(): PickleValue[] {
    const begin = this.marks.pop();
    if (begin === undefined) refuse("its pickle lacks a mark");
    return this.stack.splice(begin);
  }

  remember(key: number): void {
    this.memo.set(key, this.top());
    if (this.memo.size > mostObjects) refuse(`its pickle puts more than ${mostObjects} objects away`);
  }

  rememberNext(): void {
    this.remember(this.memo.size);
  }

  recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) refuse(`its pickle recalls ${key}, which it never put away`);
    this.stack.push(value);
  }

  private requireAboveMark(count: number): void {
    if (this.stack.length - count < (this.marks.at(-1) ?? 0)) refuse("its pickle takes from an empty stack");
  }
}
