import { formatNumber } from './format-number';

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A number in a sentence: below ten in words, `no`, `three`; otherwise in digits. */
export const numberWord = (count: number): string => words[count] ?? formatNumber(count);
