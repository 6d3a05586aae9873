// Whether this is the npm module. The build of the scripts sets it to false, so that they carry nothing of what only the module can do.
export const inAModule: boolean = true
