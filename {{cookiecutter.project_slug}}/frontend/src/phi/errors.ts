/** What can be wrong with a policy. */

/** What is wrong with the policy, in one line that names file and key. */
export class PolicyError extends Error {
  override name = 'PolicyError';

  /** The error for a key of the file that says what is not accepted. */
  static of(file: string, key: string, given: string, accepted: string): PolicyError {
    return new PolicyError(`${file}: ${key} ${given}. Accepted: ${accepted}. Correct the file.`);
  }
}
