package org.gatehouse.time;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Clock settings: where the office's hosts get the time, and how good it is said to be. */
@ObjectClassDefinition(
    name = "Clock settings",
    description = "The box tells the office's hosts the time. It does not set its own clock; chrony or systemd-timesyncd does.")
@interface TimeConfig {

  @AttributeDefinition(name = "Switched on", description = "Whether the box answers questions for the time.")
  boolean enabled() default true;

  @AttributeDefinition(name = "Port", description = "The UDP port on which the time is served; hosts expect 123.")
  int port() default 123;

  @AttributeDefinition(
      name = "Addresses",
      description = "The box's addresses on which the time is served; blank for its LAN address and the machine itself.")
  String[] addresses() default {};

  @AttributeDefinition(
      name = "Time servers",
      description = "Servers of the Internet that the box compares its clock with, by name or address, as in pool.ntp.org. "
          + "What it finds is told to the hosts along with the time. Blank for none.")
  String[] servers() default {};

  @AttributeDefinition(
      name = "Stratum when another program keeps the clock right",
      description = "How many steps from a primary clock the box says to be, from 1 to 15, when chrony or another program of "
          + "this machine corrects the clock and no time servers are named here.")
  int disciplined_stratum() default 3;

  @AttributeDefinition(
      name = "Stratum when stand-alone",
      description = "For an office without the Internet, whose hosts shall agree at least with each other: the steps from a "
          + "primary clock to state, 10 for example. With 0 an unchecked clock is called not synchronised, and hosts ignore it.")
  int standalone_stratum() default 0;

  @AttributeDefinition(
      name = "Requests a second",
      description = "How often one host may ask in the long run; who asks more is told to slow down. 0 for no limit.")
  int rate_perSecond() default 2;

  @AttributeDefinition(name = "Requests at once", description = "How many requests of one host in a row are answered all the same.")
  int rate_burst() default 16;
}
