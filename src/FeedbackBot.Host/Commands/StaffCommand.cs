using System.CommandLine;
using FeedbackBot.Accounts;
using FeedbackBot.Host.SignIn;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Commands;

/// <summary>Adds members of staff who may sign in to the console.</summary>
public static class StaffCommand
{
    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The address to sign in with." };
        var name = new Option<string?>("--name") { Description = "As customers and colleagues see it (default: the address before the @)." };
        var roles = new Option<string[]>("--roles") { Description = "What the person may do (default: agent): agent, manager, account_owner, administrator.", AllowMultipleArgumentsPerToken = true };
        roles.AcceptOnlyFromAmong("agent", "manager", "account_owner", "administrator");
        var password = new Option<string?>("--password") { Description = "At least 10 characters (default: a one-time password is printed)." };
        var language = new Option<string?>("--lang") { Description = "zh-Hans or en." };
        language.AcceptOnlyFromAmong(Languages.Chinese, Languages.English);
        var add = new Command("add", "Add a member of staff, or give one more roles or another password.") { email, name, roles, password, language };
        add.SetAction((parsed, _) => AddAsync(new NewStaff(parsed.GetValue(email)!)
        {
            Name = parsed.GetValue(name),
            Roles = parsed.GetValue(roles) is { Length: > 0 } some ? some.Aggregate(StaffRoles.None, (all, one) => all | ColumnForms.Parse<StaffRoles>(one)) : StaffRoles.Agent,
            Password = parsed.GetValue(password),
            Language = parsed.GetValue(language),
        }));
        return new Command("staff", "Members of staff.") { add };
    }

    private static async Task<int> AddAsync(NewStaff facts)
    {
        if (!new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(facts.Email))
        {
            throw new RuleViolation("invalid_email", $"'{facts.Email}' is not an e-mail address.", "email");
        }

        await using var app = App.Build(["--Logging:LogLevel:Default=Warning"]);
        await App.PrepareAsync(app);
        await using var scope = app.Services.CreateAsyncScope();
        var added = await scope.ServiceProvider.GetRequiredService<AddStaffLogin>().RunAsync(facts);
        Console.WriteLine($"{added.Staff.Email} may sign in at /console as {added.Staff.Name}.");
        if (added.OneTimePassword is { } once)
        {
            Console.WriteLine($"One-time password: {once}");
        }

        return 0;
    }
}
