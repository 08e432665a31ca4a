/** Fails on purpose. Each says something else, as the SDK drops an error that equals the one before. */
export class Failure extends Error {
  override name = 'Error';

  constructor() {
    super(`failed on purpose ${Math.random()}`);
  }
}

export function fail(): never {
  throw new Failure();
}
