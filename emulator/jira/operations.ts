/** Every operation the emulator answers. Anything else is refused by name. */
import type { Operation } from './http';
import { permissionOperations } from './routes/permissions';
import { serverOperations } from './routes/server';

export const operations: readonly Operation[] = [...permissionOperations, ...serverOperations];
