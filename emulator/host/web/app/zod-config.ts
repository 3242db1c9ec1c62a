/**
 * The pages' content security policy forbids code made from text, which zod would otherwise try for speed. Imported
 * before anything that makes a schema.
 */
import { config } from 'zod';

config({ jitless: true });
