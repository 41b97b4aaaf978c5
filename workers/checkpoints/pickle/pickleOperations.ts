import { refuse } from "../files/formatError";
import { PickleClass, PickleDict, type PickleValue, Unknown } from "./pickleValue";
import type { PickleMachine } from "./pickleMachine";

type Operation = (machine: PickleMachine) => void;

const code = (letter: string) => letter.charCodeAt(0);

/** The operations of protocols 0 to 5, by their code, as Python's pickletools names them. STOP is the caller's. */
export const pickleOperations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  // PROTO, FRAME
  [0x80, ({ input }) => void input.byte()],
  [0x95, ({ input }) => void input.length64()],

  // NONE, NEWTRUE, NEWFALSE, INT, BININT, BININT1, BININT2, LONG, LONG1, LONG4, FLOAT, BINFLOAT
  [code("N"), (machine) => machine.push(null)],
  [0x88, (machine) => machine.push(true)],
  [0x89, (machine) => machine.push(false)],
  [code("I"), (machine) => machine.push(integerOfLine(machine.input.line()))],
  [code("J"), (machine) => machine.push(machine.input.int32())],
  [code("K"), (machine) => machine.push(machine.input.byte())],
  [code("M"), (machine) => machine.push(machine.input.uint16())],
  [code("L"), (machine) => machine.push(integerOfLine(machine.input.line().replace(/L$/, "")))],
  [0x8a, (machine) => machine.push(integerOfBytes(machine.input.slice(machine.input.byte())))],
  [0x8b, (machine) => machine.push(integerOfBytes(machine.input.slice(machine.input.uint32())))],
  [code("F"), (machine) => machine.push(Number(machine.input.line()))],
  [code("G"), (machine) => machine.push(machine.input.doubleBigEndian())],

  // UNICODE, BINUNICODE, SHORT_BINUNICODE, BINUNICODE8, STRING, BINSTRING, SHORT_BINSTRING
  [code("V"), (machine) => machine.push(machine.input.line())],
  [code("X"), (machine) => machine.push(machine.input.text(machine.input.uint32()))],
  [0x8c, (machine) => machine.push(machine.input.text(machine.input.byte()))],
  [0x8d, (machine) => machine.push(machine.input.text(machine.input.length64()))],
  [code("S"), (machine) => machine.push(machine.input.line().replace(/^(['"])(.*)\1$/, "$2"))],
  [code("T"), (machine) => machine.push(machine.input.text(machine.input.uint32()))],
  [code("U"), (machine) => machine.push(machine.input.text(machine.input.byte()))],

  // BINBYTES, SHORT_BINBYTES, BINBYTES8, BYTEARRAY8
  [code("B"), (machine) => machine.push(machine.input.slice(machine.input.uint32()))],
  [code("C"), (machine) => machine.push(machine.input.slice(machine.input.byte()))],
  [0x8e, (machine) => machine.push(machine.input.slice(machine.input.length64()))],
  [0x96, (machine) => machine.push(machine.input.slice(machine.input.length64()))],

  // EMPTY_LIST, LIST, APPEND, APPENDS, EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3, EMPTY_SET, FROZENSET, ADDITEMS
  [code("]"), (machine) => machine.push([])],
  [code("l"), (machine) => machine.push(machine.popToMark())],
  [code("a"), (machine) => append(machine, machine.popMany(1))],
  [code("e"), (machine) => append(machine, machine.popToMark())],
  [code(")"), (machine) => machine.push([])],
  [code("t"), (machine) => machine.push(machine.popToMark())],
  [0x85, (machine) => machine.push(machine.popMany(1))],
  [0x86, (machine) => machine.push(machine.popMany(2))],
  [0x87, (machine) => machine.push(machine.popMany(3))],
  [0x8f, (machine) => machine.push([])],
  [0x91, (machine) => machine.push(machine.popToMark())],
  [0x90, (machine) => append(machine, machine.popToMark())],

  // EMPTY_DICT, DICT, SETITEM, SETITEMS
  [code("}"), (machine) => machine.push(new PickleDict())],
  [
    code("d"),
    (machine) => {
      const items = machine.popToMark();
      machine.push(new PickleDict());
      setItems(machine, items);
    },
  ],
  [code("s"), (machine) => setItems(machine, machine.popMany(2))],
  [code("u"), (machine) => setItems(machine, machine.popToMark())],

  // MARK, POP, POP_MARK, DUP
  [code("("), (machine) => machine.mark()],
  [code("0"), (machine) => void machine.pop()],
  [code("1"), (machine) => void machine.popToMark()],
  [code("2"), (machine) => machine.push(machine.top())],

  // PUT, BINPUT, LONG_BINPUT, MEMOIZE, GET, BINGET, LONG_BINGET
  [code("p"), (machine) => machine.remember(Number(machine.input.line()))],
  [code("q"), (machine) => machine.remember(machine.input.byte())],
  [code("r"), (machine) => machine.remember(machine.input.uint32())],
  [0x94, (machine) => machine.rememberNext()],
  [code("g"), (machine) => machine.recall(Number(machine.input.line()))],
  [code("h"), (machine) => machine.recall(machine.input.byte())],
  [code("j"), (machine) => machine.recall(machine.input.uint32())],

  // GLOBAL, STACK_GLOBAL, REDUCE, INST, OBJ, NEWOBJ, NEWOBJ_EX, BUILD
  [code("c"), (machine) => machine.push(new PickleClass(nameOf(machine.input.line(), machine.input.line())))],
  [
    0x93,
    (machine) => {
      const [module = null, name = null] = machine.popMany(2);
      machine.push(new PickleClass(nameOf(module, name)));
    },
  ],
  [code("R"), (machine) => callTop(machine, machine.pop())],
  [
    code("i"),
    (machine) => {
      const className = nameOf(machine.input.line(), machine.input.line());
      machine.push(machine.meaning.call(className, machine.popToMark()));
    },
  ],
  [
    code("o"),
    (machine) => {
      const [made = null, ...args] = machine.popToMark();
      machine.push(machine.meaning.call(classNameOf(made), args));
    },
  ],
  [0x81, (machine) => callTop(machine, machine.pop())],
  [
    0x92,
    (machine) => {
      machine.pop();
      callTop(machine, machine.pop());
    },
  ],
  [code("b"), build],

  // PERSID, BINPERSID
  [code("P"), (machine) => machine.push(machine.meaning.persistent(machine.input.line()))],
  [code("Q"), (machine) => machine.push(machine.meaning.persistent(machine.pop()))],
]);

function integerOfLine(line: string): PickleValue {
  if (line === "00" || line === "01") return line === "01";
  return /^-?\d{1,18}$/.test(line) ? smallest(BigInt(line)) : refuse("its pickle has a number that is none");
}

/** Two's complement, little-endian. No fact of a checkpoint needs more than 16 bytes; longer ones are cut to 0. */
function integerOfBytes(bytes: Buffer): PickleValue {
  if (bytes.length === 0 || bytes.length > 16) return 0;
  const magnitude = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return smallest(BigInt.asIntN(8 * bytes.length, magnitude));
}

const smallest = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

function append(machine: PickleMachine, values: PickleValue[]): void {
  const list = machine.top();
  // What is appended to an object of an unknown class goes where the object goes: nowhere.
  if (!Array.isArray(list)) return;
  for (const value of values) list.push(value);
}

function setItems(machine: PickleMachine, items: PickleValue[]): void {
  if (items.length % 2 !== 0) refuse("its pickle sets a key without a value");
  const top = machine.top();
  const dict = top instanceof Unknown ? top.content[0] : top;
  if (!(dict instanceof PickleDict)) return;
  for (let i = 0; i < items.length; i += 2) dict.entries.push([items[i]!, items[i + 1]!]);
}

function callTop(machine: PickleMachine, args: PickleValue): void {
  const made = machine.pop();
  machine.push(machine.meaning.call(classNameOf(made), Array.isArray(args) ? args : []));
}

/** An object's state, or (state, slots), is kept beside its content, not copied; known objects have none. */
function build(machine: PickleMachine): void {
  const state = machine.pop();
  const object = machine.top();
  if (!(object instanceof Unknown)) return;
  for (const part of Array.isArray(state) ? state.slice(0, 2) : [state]) {
    if (part instanceof PickleDict) object.content.push(part);
  }
}

function classNameOf(value: PickleValue): string {
  return value instanceof PickleClass ? value.name : refuse("its pickle calls what is no class");
}

function nameOf(module: PickleValue, name: PickleValue): string {
  if (typeof module !== "string" || typeof name !== "string" || module.length + name.length > longestName) {
    return refuse("its pickle names a class by something else than a short text");
  }
  return `${module}.${name}`;
}

const longestName = 256;
