package org.puppetporto.porto;

/**
 * Porto's calls: the field of TContainerRequest that carries the request, and the field of TContainerResponse
 * that carries what it answers, 0 where it answers nothing but an error code. Numbers: Porto 5.3.59
 * src/rpc.proto.
 */
enum Method {
  CREATE(1, 0), CREATE_WEAK(17, 0), DESTROY(2, 0), LIST(3, 3),
  GET_PROPERTY(4, 4), SET_PROPERTY(5, 0), PROPERTY_LIST(11, 6), GET(15, 10),
  START(7, 0), STOP(8, 0), PAUSE(9, 0), RESUME(10, 0), KILL(13, 0), RESPAWN(18, 0),
  WAIT(16, 11), ASYNC_WAIT(19, 19),
  FIND_LABEL(20, 20), SET_LABEL(21, 21), INC_LABEL(22, 22),
  CREATE_FROM_SPEC(230, 0), UPDATE_FROM_SPEC(231, 0), LIST_CONTAINERS_BY(232, 232),

  LIST_VOLUME_PROPERTIES(103, 12), CREATE_VOLUME(104, 13), NEW_VOLUME(126, 126),
  LINK_VOLUME(105, 0), LINK_VOLUME_TARGET(120, 0), UNLINK_VOLUME(106, 0), UNLINK_VOLUME_TARGET(121, 0),
  LIST_VOLUMES(107, 9), GET_VOLUME(127, 127), TUNE_VOLUME(108, 0), CHECK_VOLUME(109, 23),

  IMPORT_LAYER(110, 0), REMOVE_LAYER(111, 0), LIST_LAYERS(112, 14), EXPORT_LAYER(113, 0),
  GET_LAYER_PRIVATE(114, 16), SET_LAYER_PRIVATE(115, 0),
  LIST_STORAGES(116, 17), REMOVE_STORAGE(117, 0), IMPORT_STORAGE(118, 0), EXPORT_STORAGE(119, 0),

  CONVERT_PATH(200, 15), ATTACH_PROCESS(201, 0), LOCATE_PROCESS(202, 18), ATTACH_THREAD(203, 0),
  VERSION(14, 8), GET_SYSTEM(300, 300);

  private final int requestField;
  private final int answerField;

  Method(int requestField, int answerField) {
    this.requestField = requestField;
    this.answerField = answerField;
  }

  int requestField() {
    return requestField;
  }

  int answerField() {
    return answerField;
  }
}
