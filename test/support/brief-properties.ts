import fc from 'fast-check';

// Mutation testing runs each property thousands of times: a quarter of a second each is enough to catch a mutant, and
// nobody reads the smallest case that does.
fc.configureGlobal({ interruptAfterTimeLimit: 250, markInterruptAsFailure: false, endOnFailure: true });
