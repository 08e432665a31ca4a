'use client';

// Below the panel, so that its event ids stay in view.
export { default } from '../error';
