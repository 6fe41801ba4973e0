// Loaded before a program (`node --require`): with FROZEN_CLOCK set to an instant, every clock of the process shows
// that instant. Timers run as usual.
const { FROZEN_CLOCK } = process.env;

if (FROZEN_CLOCK !== undefined) {
  const at = new Date(FROZEN_CLOCK);
  globalThis.Date = new Proxy(Date, {
    construct: (date, args, made) => Reflect.construct(date, args.length === 0 ? [at] : args, made),
    get: (date, name) => (name === 'now' ? () => at.getTime() : Reflect.get(date, name)),
  });
}
