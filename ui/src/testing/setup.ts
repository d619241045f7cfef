// Before every unit test: matchers, and the small parts of a browser that happy-dom lacks.
import '@testing-library/jest-dom/vitest';
