/** Authentication, roles and refusals on gRPC. */
@NullMarked
package io.voc.tenancy.kit.grpc;

import org.jspecify.annotations.NullMarked;
