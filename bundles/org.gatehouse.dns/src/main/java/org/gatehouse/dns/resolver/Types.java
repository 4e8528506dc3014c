package org.gatehouse.dns.resolver;

/** Numbers of record types, response codes and extended errors that the resolver deals with by name. */
public final class Types {

  public static final int A = 1;
  public static final int NS = 2;
  public static final int CNAME = 5;
  public static final int SOA = 6;
  public static final int PTR = 12;
  public static final int MX = 15;
  public static final int TXT = 16;
  public static final int SIG = 24;
  public static final int AAAA = 28;
  public static final int SRV = 33;
  public static final int NAPTR = 35;
  public static final int DNAME = 39;
  public static final int OPT = 41;
  public static final int RRSIG = 46;
  public static final int NSEC = 47;
  public static final int NSEC3 = 50;
  public static final int SVCB = 64;
  public static final int HTTPS = 65;
  public static final int ANY = 255;

  public static final int NOERROR = 0;
  public static final int FORMERR = 1;
  public static final int SERVFAIL = 2;
  public static final int NXDOMAIN = 3;
  public static final int NOTIMP = 4;
  public static final int REFUSED = 5;

  /** Extended errors (RFC 8914 §4). */
  public static final int EDE_NONE = -1;
  public static final int EDE_OTHER = 0;
  public static final int EDE_STALE = 3;
  public static final int EDE_CACHED_ERROR = 13;
  public static final int EDE_NOT_READY = 14;
  public static final int EDE_BLOCKED = 15;
  public static final int EDE_STALE_NXDOMAIN = 19;
  public static final int EDE_NO_AUTHORITY = 22;
  public static final int EDE_NETWORK = 23;

  private Types() {}

  /** Returns the usual name of a type, or "TYPE123" (RFC 3597 §5). */
  public static String text(int type) {
    return switch (type) {
      case A -> "A";
      case NS -> "NS";
      case CNAME -> "CNAME";
      case SOA -> "SOA";
      case PTR -> "PTR";
      case MX -> "MX";
      case TXT -> "TXT";
      case AAAA -> "AAAA";
      case SRV -> "SRV";
      case NAPTR -> "NAPTR";
      case DNAME -> "DNAME";
      case OPT -> "OPT";
      case 43 -> "DS";
      case RRSIG -> "RRSIG";
      case NSEC -> "NSEC";
      case 48 -> "DNSKEY";
      case NSEC3 -> "NSEC3";
      case 52 -> "TLSA";
      case SVCB -> "SVCB";
      case HTTPS -> "HTTPS";
      case 257 -> "CAA";
      case ANY -> "ANY";
      default -> "TYPE" + type;
    };
  }

  /** Returns the usual name of a response code. */
  public static String rcodeText(int rcode) {
    return switch (rcode) {
      case NOERROR -> "NOERROR";
      case FORMERR -> "FORMERR";
      case SERVFAIL -> "SERVFAIL";
      case NXDOMAIN -> "NXDOMAIN";
      case NOTIMP -> "NOTIMP";
      case REFUSED -> "REFUSED";
      default -> "RCODE" + rcode;
    };
  }
}
