/** The pages' content security policy forbids code made from text, which zod would otherwise try for speed. */
import { config } from 'zod';

config({ jitless: true });
