/* 16-bit floats, as checkpoints store them, to float32. Exact: every value of either format is a float32. */
#ifndef PLATEAU_CONVERT_H
#define PLATEAU_CONVERT_H

#include <stdint.h>

#include "variant.h"

#define convert_bf16 KERNEL(convert_bf16)
#define convert_f16 KERNEL(convert_f16)

EXPORT void convert_bf16(const uint16_t *from, float *to, int64_t count);
EXPORT void convert_f16(const uint16_t *from, float *to, int64_t count);

#endif
