/** What operators see of the registry at work: each request that was answered, numbers for Prometheus, and usage by day. */
package edu.stsci.mast.registry.server.metrics;
