// What a test started is cleared in the opposite order: the program before the screen it is on.

/** Returns `later(step)`: the steps run last first when the test `t` ends; every step runs, the first error is told. */
export function clearing(t) {
  const steps = [];
  t.after(async () => {
    const errors = [];
    for (const step of steps.reverse()) await Promise.resolve(step()).catch((error) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  });
  return (step) => steps.push(step);
}
