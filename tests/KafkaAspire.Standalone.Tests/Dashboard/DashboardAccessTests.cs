using KafkaAspire.Standalone.Dashboard;

namespace KafkaAspire.Standalone.Tests.Dashboard;

public sealed class DashboardAccessTests
{
    [Fact]
    public void Only_who_has_the_printed_address_or_the_services_key_gets_in_and_only_from_this_machine()
    {
        var access = new DashboardAccess();

        Assert.Equal("127.0.0.1", access.Page.Host);
        Assert.All(access.Addresses.Values, address => Assert.StartsWith("http://127.0.0.1:", address));
        Assert.Equal(("BrowserToken", "ApiKey"), (access.Secrets["DASHBOARD__FRONTEND__AUTHMODE"], access.Secrets["DASHBOARD__OTLP__AUTHMODE"]));
        Assert.Equal($"{access.Page}login?t={access.Secrets["DASHBOARD__FRONTEND__BROWSERTOKEN"]}", access.LoginPage.ToString());
        Assert.Equal($"x-otlp-api-key={access.Secrets["DASHBOARD__OTLP__PRIMARYAPIKEY"]}", access.ServiceSettings["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.NotEqual(access.Secrets["DASHBOARD__FRONTEND__BROWSERTOKEN"], access.Secrets["DASHBOARD__OTLP__PRIMARYAPIKEY"]);
    }

    [Fact]
    public void Services_send_to_where_the_dashboard_listens_and_no_two_dashboards_share_anything()
    {
        var (one, other) = (new DashboardAccess(), new DashboardAccess());

        Assert.Equal(one.Addresses["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], one.ServiceSettings["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.NotEqual(one.Addresses["ASPNETCORE_URLS"], one.Addresses["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        Assert.NotEqual(one.LoginPage, other.LoginPage);
        Assert.NotEqual(one.ServiceSettings["OTEL_EXPORTER_OTLP_HEADERS"], other.ServiceSettings["OTEL_EXPORTER_OTLP_HEADERS"]);
    }
}
