export { ClassIcon } from '../../../shared/cmdb/ClassIcon';
