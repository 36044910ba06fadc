using FeedbackBot.Accounts;
using FeedbackBot.Host.SignIn;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Demo;

/// <summary>Lets every member of the sample company's staff sign in, and says how.</summary>
internal static class DemoSignIns
{
    public static async Task CreateAsync(IServiceProvider host)
    {
        var company = SampleData.Load().Company;
        await using var scope = host.CreateAsyncScope();
        var add = scope.ServiceProvider.GetRequiredService<AddStaffLogin>();
        foreach (var person in company.Staff)
        {
            await add.RunAsync(new(company.EmailOf(person))
            {
                Name = person.Name,
                Roles = person.Roles.Aggregate(StaffRoles.None, (all, role) => all | ColumnForms.Parse<StaffRoles>(role)),
                Password = company.Password,
                Language = person.Language,
                TimeZone = person.Zone,
            });
        }
    }

    public static void Say(TextWriter to)
    {
        var company = SampleData.Load().Company;
        to.WriteLine($"Sign in to the console with the password {company.Password} as");
        foreach (var role in new[] { "administrator", "manager", "account_owner", "agent" })
        {
            var people = company.Staff.Where(s => s.Roles[0] == role).Select(company.EmailOf);
            to.WriteLine($"  {role.Replace('_', ' '),-14} {string.Join(", ", people)}");
        }
    }
}
