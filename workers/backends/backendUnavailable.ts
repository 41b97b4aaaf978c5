import { AppError } from "~/core/errors";

/** Why a backend cannot compute here, and what would change that. Two sentences or more. */
export class BackendUnavailable extends AppError {
  constructor(
    readonly reason: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super("backend_unavailable", `${reason} ${fix}`, options);
  }
}
