/**
 * YAML documents as {@link org.rollcall.scim.json.Json}: configurations of the server and of the tools beside it, which
 * are read in one way.
 *
 * <p>A document is what JSON could say as well, with the line of each value for messages. Anchors, tags, keys that come
 * twice, several documents and whatever is larger or deeper than a configuration are refused, with their line. Nothing
 * here knows what the values mean, nor where the document came from.
 */
@NullMarked
package org.rollcall.scim.yaml;

import org.jspecify.annotations.NullMarked;
