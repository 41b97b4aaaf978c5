import type { Dtype, ReadableDtype } from "../dtypes";
import { toFloat32 } from "./toFloat32";

export const isReadable = (dtype: Dtype): dtype is ReadableDtype => Object.hasOwn(toFloat32, dtype);

/** Why a tensor of another type is not offered. */
export const unreadableReason = (dtype: Dtype) =>
  dtype === "C64"
    ? "complex numbers are no weights"
    : `${dtype} needs the scales it was quantised with: use the weights before quantisation`;
