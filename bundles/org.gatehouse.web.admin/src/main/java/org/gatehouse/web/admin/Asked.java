package org.gatehouse.web.admin;

import java.util.Optional;

/**
 * What the guard looks at of a request.
 *
 * @param method as sent
 * @param path the path as sent, neither decoded nor normalised
 * @param query what follows the question mark, as sent; "" if nothing does
 * @param secure whether it came by https
 * @param host the Host header
 * @param localAddress the address of the box that the connection goes to
 * @param origin the Origin header
 * @param referer the Referer header
 * @param fetchSite the Sec-Fetch-Site header, which browsers send and pages cannot forge
 */
record Asked(
    String method,
    String path,
    String query,
    boolean secure,
    Optional<String> host,
    String localAddress,
    Optional<String> origin,
    Optional<String> referer,
    Optional<String> fetchSite) {}
