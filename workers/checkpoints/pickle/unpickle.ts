import { refuse } from "../files/formatError";
import { PickleMachine, type PickleMeaning } from "./pickleMachine";
import { pickleOperations } from "./pickleOperations";
import type { PickleValue } from "./pickleValue";

const stop = ".".charCodeAt(0);

/**
 * The value a pickle describes. A pickle is a program that may call anything; here a call is looked up in `meaning`,
 * which decides what it stands for, and nothing is imported or run. Operations and objects are bounded, and nothing
 * recurses, however deep the value.
 *
 * @throws FormatError
 */
export function unpickle(bytes: Buffer, meaning: PickleMeaning): PickleValue {
  const machine = new PickleMachine(bytes, meaning);
  for (;;) {
    const at = machine.input.position;
    const code = machine.input.byte();
    if (code === stop) return machine.pop();
    const operation = pickleOperations.get(code);
    if (operation === undefined) refuse(`its pickle has an unknown operation ${code} at byte ${at}`);
    machine.countOperation();
    operation(machine);
  }
}
