import { refuse } from "../files/formatError";

/** PROTO 2, LONG1 of 10 bytes: the number 0x1950a86a20f9469cfc6c, with which torch.save began until 1.6. */
const magic = Buffer.from("80028a0a6cfc9c46f9206aa85019", "hex");

/** @param start of the file, at least 512 bytes where it has them */
export function refuseLegacyPytorch(start: Buffer, path: string): void {
  if (start.subarray(0, magic.length).equals(magic)) refuse(advice("before PyTorch 1.6", path));
  if (start.toString("latin1", 257, 262) === "ustar") refuse(advice("before PyTorch 0.2", path));
  if (start[0] === 0x80 && start[1]! <= 5) {
    refuse(
      "it is a plain pickle, which may run anything when it is loaded: save the weights with torch.save or as safetensors",
    );
  }
}

function advice(when: string, path: string): string {
  const quoted = `'${path.replaceAll("'", `'\\''`)}'`;
  return `it was written ${when}. Convert it with: python -c "import sys, torch; torch.save(torch.load(sys.argv[1], map_location='cpu', weights_only=True), sys.argv[1] + '.new.pt')" ${quoted}`;
}
