/* How many billion multiplications and additions a second one core does in vectors of 4 and of 8 floats. */
#include <stdio.h>
#include <time.h>

#define SUMS 12
#define ROUNDS 30000000L

typedef float four __attribute__((vector_size(16)));
typedef float eight __attribute__((vector_size(32)));

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

/* Independent sums, as many as hide the latency; they start apart so that the compiler keeps them apart. */
#define MEASURE(name, vector)                                                       \
  static double name(void) {                                                        \
    volatile float seed = 1;                                                        \
    vector s0 = (vector){0} + seed, s1 = s0 + 1, s2 = s0 + 2, s3 = s0 + 3;          \
    vector s4 = s0 + 4, s5 = s0 + 5, s6 = s0 + 6, s7 = s0 + 7, s8 = s0 + 8;         \
    vector s9 = s0 + 9, s10 = s0 + 10, s11 = s0 + 11;                               \
    vector a = s0 * 0.999f, b = s0 * 1e-3f;                                         \
    double start = seconds();                                                       \
    for (long i = 0; i < ROUNDS; i++) {                                             \
      s0 = s0 * a + b, s1 = s1 * a + b, s2 = s2 * a + b, s3 = s3 * a + b;           \
      s4 = s4 * a + b, s5 = s5 * a + b, s6 = s6 * a + b, s7 = s7 * a + b;           \
      s8 = s8 * a + b, s9 = s9 * a + b, s10 = s10 * a + b, s11 = s11 * a + b;       \
    }                                                                               \
    double spent = seconds() - start;                                               \
    vector sum = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;       \
    volatile float sink = sum[0];                                                   \
    (void)sink;                                                                     \
    return 2e-9 * SUMS * (sizeof(vector) / sizeof(float)) * ROUNDS / spent;         \
  }

MEASURE(inFours, four)
MEASURE(inEights, eight)

int main(void) {
  double best4 = 0, best8 = 0;
  for (int repeat = 0; repeat < 3; repeat++) {
    double now4 = inFours(), now8 = inEights();
    if (now4 > best4) best4 = now4;
    if (now8 > best8) best8 = now8;
  }
  printf("%f %f\n", best4, best8);
  return 0;
}
