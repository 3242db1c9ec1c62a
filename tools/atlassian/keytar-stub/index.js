const absent = async () => null;
module.exports = {
  getPassword: absent,
  setPassword: absent,
  deletePassword: absent,
  findPassword: absent,
  findCredentials: async () => [],
};
